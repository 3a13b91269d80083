import { refuse } from '../errors/refusal.ts'

/** Passes bytes on and breaks the stream off once more than `max` came. It stands after decompression. */
export function atMost(max: number, service: string): TransformStream<Uint8Array, Uint8Array> {
  let seen = 0
  return new TransformStream({
    transform(chunk, controller) {
      seen += chunk.byteLength
      if (seen > max) controller.error(tooLarge(max, service))
      else controller.enqueue(chunk)
    },
  })
}

/** Refuses by the length that is announced, before anything is read. */
export function checkLength(announced: string | null, max: number, service: string): void {
  if (announced !== null && Number(announced) > max) throw tooLarge(max, service)
}

function tooLarge(max: number, service: string): Error {
  return refuse('too_large', `it is larger than ${Math.round(max / 1e6)} MB`, { service })
}

/** All of a stream at most `max` bytes long. */
export async function readAll(
  body: ReadableStream<Uint8Array> | null,
  max: number,
  service: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of (body ?? emptyBody()).pipeThrough(atMost(max, service))) {
    parts.push(part)
    length += part.byteLength
  }
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.byteLength
  }
  return all
}

function emptyBody(): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.close() })
}
