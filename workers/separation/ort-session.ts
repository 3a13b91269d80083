import type { InferenceSession, TypedTensor } from 'onnxruntime-web'
import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { Mishap } from '#lib/core/domain/mishap.ts'
import { done, failed, type Outcome, outcomeOf } from '#lib/core/domain/outcome.ts'
import type { EngineReport } from '#lib/core/domain/separation.ts'
import { SEGMENT_FRAMES } from '#lib/core/dsp/segments.ts'
import { BINS, FRAMES } from '#lib/core/dsp/spectrogram.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { probeGpu } from './adapter.ts'
import type { OrderModel } from './contract.ts'
import { checkModel, readModelFile } from './model-files.ts'
import { loadRuntime, type Runtime, runtimeFault, sessionOptions } from './ort.ts'
import type { ModelInput, ModelOutput, ProviderWish, Session } from './session.ts'
import { threadsFor } from './threads.ts'

type Graph = OrderModel['graphs'][number]

interface Opened {
  ort: Runtime
  provider: 'webgpu' | 'wasm'
  graphs: { session: InferenceSession; ports: Graph['ports'] }[]
}

/** onnxruntime-web behind the session port. Opens once; a worker that needs another model is another worker. */
export class OrtSession implements Session {
  readonly #blobs: BlobStore
  #opened: Opened | null = null
  /** The GPU gone: runs are ended by it, since a lost device may leave them waiting for ever. */
  readonly #lost = new Mishap()

  constructor(blobs: BlobStore) {
    this.#blobs = blobs
  }

  check(model: OrderModel): Promise<Outcome<null>> {
    return outcomeOf(async () => {
      await checkModel(this.#blobs, model)
      return null
    }, 'storage-failed')
  }

  async open(model: OrderModel, wish: ProviderWish): Promise<Outcome<EngineReport>> {
    const probe =
      wish === 'wasm' ? { device: '', reason: 'no GPU was asked for' } : await probeGpu(navigator.gpu)
    const provider = wish ?? (probe.reason === null ? 'webgpu' : 'wasm')
    const device = provider === 'webgpu' ? probe.device : (probe.reason ?? '')
    const threads = provider === 'wasm' ? threadsFor(navigator.hardwareConcurrency, crossOriginIsolated) : 1
    const began = performance.now()
    try {
      const ort = await loadRuntime(provider, threads)
      const graphs = []
      for (const graph of model.graphs) {
        graphs.push({
          session: await this.#openGraph(ort, graph, provider),
          ports: graph.ports,
        })
      }
      this.#opened = { ort, provider, graphs }
      if (provider === 'webgpu') this.#watch(await ort.env.webgpu.device)
    } catch (error) {
      return failed(error instanceof FaultError ? error.fault : runtimeFault(error, provider, 'open'))
    }
    const loadS = (performance.now() - began) / 1000
    return done({ provider, threads, device, precision: 'fp32', loadS, segmentS: null })
  }

  async run(graph: number, input: ModelInput): Promise<Outcome<ModelOutput>> {
    const opened = this.#opened
    const chosen = opened?.graphs[graph]
    if (!opened || !chosen) return failed(fault('engine-start', { detail: `graph ${graph} is not open` }))
    const { ort, provider } = opened
    const { session, ports } = chosen
    try {
      const feeds = {
        [ports.mix]: new ort.Tensor('float32', input.mix, [1, 2, SEGMENT_FRAMES]),
        [ports.spec]: new ort.Tensor('float32', input.spec, [1, 4, BINS, FRAMES]),
      }
      const out = await this.#lost.or(session.run(feeds))
      return done({ input, specOut: floats(out[ports.specOut]), waveOut: floats(out[ports.waveOut]) })
    } catch (error) {
      return failed(error instanceof FaultError ? error.fault : runtimeFault(error, provider, 'run'))
    }
  }

  #watch(device: GPUDevice): void {
    void device.lost.then(({ reason, message }) =>
      this.#lost.happen(new FaultError(fault('gpu-lost', { detail: `${reason}: ${message}` }))),
    )
  }

  /** The files' bytes live only until the session has copied them. */
  async #openGraph(ort: Runtime, graph: Graph, provider: 'webgpu' | 'wasm'): Promise<InferenceSession> {
    const [main, ...rest] = graph.files
    if (!main) throw new FaultError(fault('model-missing', { detail: graph.name }))
    const externalData = []
    for (const file of rest)
      externalData.push({ path: file.name, data: await readModelFile(this.#blobs, file) })
    const options = sessionOptions(provider)
    return ort.InferenceSession.create(
      await readModelFile(this.#blobs, main),
      externalData.length > 0 ? { ...options, externalData } : options,
    )
  }
}

function floats(tensor: InferenceSession.OnnxValueMapType[string] | undefined): Float32Array<ArrayBuffer> {
  const { data } = tensor as TypedTensor<'float32'>
  if (!(data instanceof Float32Array)) throw new TypeError('the graph did not answer in float32')
  return data.buffer instanceof ArrayBuffer && data.byteOffset === 0
    ? (data as Float32Array<ArrayBuffer>)
    : new Float32Array(data)
}
