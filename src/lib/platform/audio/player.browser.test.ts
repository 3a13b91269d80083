import { afterEach, describe, expect, it } from 'vitest'
import { UNITY, type LaneName } from '#lib/core/domain/mix.ts'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import { startWorker } from '#lib/platform/engines/start-worker.ts'
import { computedBlobs, noiseTone, sourcesOf, sumTone, writeLane } from '#tests/support/synthetic-stems.ts'
import type { FeederBlock, MixerReturn, MixerTick } from '#workers/audio/contract.ts'
import { Feeder } from '#workers/audio/feeder.ts'
import { addMixer } from './mixer-node.ts'
import type { PlayerNews } from './player.ts'
import { WebPlayer } from './web-player.ts'

const STEMS: LaneName[] = ['drums', 'bass', 'other', 'vocals']
const SEEDS = [0, 1, 2, 3]
const TONES = SEEDS.map((seed) => noiseTone(seed, 0.05))
const FRAMES = 400_000
const MIX = { lanes: STEMS.map(() => UNITY), master: 1 }

const until = async (held: () => boolean, ms = 8000) => {
  const end = performance.now() + ms
  while (!held() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(held()).toBe(true)
}

describe('the mixer in the audio thread', () => {
  it('gives the stems’ sum sample for sample', async () => {
    const seconds = 4
    const context = new OfflineAudioContext({
      numberOfChannels: 2,
      length: seconds * 44_100,
      sampleRate: 44_100,
    })
    const mixer = await addMixer(context, (_tick: MixerTick) => undefined)
    const { port1, port2 } = new MessageChannel()
    mixer.order({ type: 'connect', port: port1 }, [port1])
    let sent = 0
    const sources = sourcesOf(FRAMES, ...STEMS)
    const feeder = new Feeder(
      computedBlobs(
        sources,
        SEEDS.map((seed) => noiseTone(seed)),
      ),
      (block: FeederBlock) => {
        sent += block.frames
        port2.postMessage(block, [block.audio])
      },
      () => undefined,
    )
    port2.onmessage = ({ data }: MessageEvent<MixerReturn>) => feeder.returned(data)
    mixer.order({ type: 'mix', set: 1, lanes: STEMS.map(() => UNITY), master: 1 })
    feeder.feed({ generation: 0, set: 1, sources, frames: FRAMES, finished: null, from: 0, loop: null })
    await until(() => sent >= seconds * 44_100)
    // Rendering offline does not wait for messages: hold it until play and all blocks have arrived.
    void context.suspend(128 / 44_100).then(async () => {
      mixer.order({ type: 'play', lead: null })
      await new Promise((resolve) => setTimeout(resolve, 300))
      await context.resume()
    })
    const buffer = await context.startRendering()
    const sum = sumTone(SEEDS)
    const [left, right] = [buffer.getChannelData(0), buffer.getChannelData(1)]
    const start = left.findIndex((sample) => sample !== 0)
    let wrong = 0
    for (let i = start; i < left.length; i++) {
      if (left[i] !== sum(i - start, 0) || right[i] !== sum(i - start, 1)) wrong++
    }
    expect(start).toBeLessThan(1000)
    expect(wrong).toBe(0)
  })
})

/** Frames at which sound begins after silence. */
function onsetsOf(sound: Float32Array): number[] {
  const found: number[] = []
  let quiet = 1000
  for (const [i, sample] of sound.entries()) {
    if (Math.abs(sample) > 1e-6 && quiet >= 200) found.push(i)
    quiet = Math.abs(sample) > 1e-6 ? 0 : quiet + 1
  }
  return found
}

describe('the click in the audio thread', () => {
  it('sounds on the frames of the song that it was given, after a bar counted in', async () => {
    const context = new OfflineAudioContext({ numberOfChannels: 2, length: 4 * 44_100, sampleRate: 44_100 })
    const mixer = await addMixer(context, () => undefined)
    const { port1, port2 } = new MessageChannel()
    mixer.order({ type: 'connect', port: port1 }, [port1])
    const sources = sourcesOf(FRAMES, 'mix')
    let sent = 0
    const feeder = new Feeder(
      computedBlobs(sources, [() => 0]),
      (block: FeederBlock) => {
        sent += block.frames
        port2.postMessage(block, [block.audio])
      },
      () => undefined,
    )
    port2.onmessage = ({ data }: MessageEvent<MixerReturn>) => feeder.returned(data)
    mixer.order({ type: 'mix', set: 1, lanes: [UNITY], master: 1 })
    feeder.feed({ generation: 0, set: 1, sources, frames: FRAMES, finished: null, from: 0, loop: null })
    await until(() => sent >= 4 * 44_100)
    const beats = [4410, 26_460, 48_510, 70_560]
    const click = { frames: Int32Array.from(beats), accents: Uint8Array.from([1, 0, 0, 0]), gain: 0.5 }
    const lead = {
      frames: Int32Array.from([0, 11_025]),
      accents: Uint8Array.from([1, 0]),
      gain: 0.5,
      length: 22_050,
    }
    void context.suspend(128 / 44_100).then(async () => {
      mixer.order({ type: 'click', click })
      mixer.order({ type: 'play', lead })
      await new Promise((resolve) => setTimeout(resolve, 300))
      await context.resume()
    })
    const sound = (await context.startRendering()).getChannelData(0)
    const [first = 0, ...rest] = onsetsOf(sound)
    expect(rest.map((at) => at - first)).toEqual([11_025, ...beats.map((at) => 22_050 + at)])
  })
})

describe('the player', () => {
  const blobs = new DexieBlobs()
  const player = { now: null as WebPlayer | null }
  afterEach(() => player.now?.close())

  async function ready(upTo = Infinity) {
    const sources = sourcesOf(FRAMES, ...STEMS).map((source) => ({ ...source, separationId: 'player-test' }))
    for (const [lane, source] of sources.entries()) {
      await writeLane(blobs, source, TONES[lane] ?? noiseTone(9), { to: upTo })
    }
    const made = new WebPlayer(startWorker)
    player.now = made
    const news: PlayerNews[] = []
    made.watch((one) => news.push(one))
    return { made, news, sources }
  }

  it('plays, seeks, loops, ends and tells the frame that is heard', async () => {
    const { made, sources } = await ready()
    made.load({ sources, frames: FRAMES, finished: [0, 1] }, MIX, 0)
    expect(await made.play()).toBeNull()
    await until(() => made.heard().frame > 5000)
    expect(Math.max(...made.heard().lanes)).toBeGreaterThan(0.02)
    made.seek(200_000)
    expect(made.heard().frame).toBe(200_000)
    await until(() => made.heard().frame > 202_000)
    made.setLoop({ start: 190_000, end: 210_000 })
    const seen: number[] = []
    await until(() => {
      seen.push(made.heard().frame)
      return seen.some((frame, i) => frame < (seen[i - 1] ?? 0))
    })
    expect(Math.max(...seen)).toBeLessThan(210_000)
    made.setLoop(null)
    made.pause()
    await until(() => !made.heard().playing)
    made.seek(FRAMES - 4000)
    await made.play()
    await until(() => made.heard().ended)
    expect(made.heard().frame).toBe(FRAMES)
  })

  it('waits where nothing is separated yet and goes on when it is', async () => {
    const { made, news, sources } = await ready()
    made.load({ sources, frames: FRAMES, finished: [] }, MIX, 0)
    await made.play()
    await until(() => news.some((one) => one.type === 'waiting'))
    await until(() => made.heard().starving)
    expect(made.heard().frame).toBe(0)
    made.arrived([0, 1])
    await until(() => made.heard().frame > 2000)
  })
})
