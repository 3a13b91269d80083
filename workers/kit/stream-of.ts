import { FaultError } from '#lib/core/domain/fault.ts'

/**
 * A stream from a generator, pulled one chunk at a time; a fault ends it as data, since errors lose it on the
 * way.
 */
export function streamOf<T>(chunks: AsyncGenerator<T>): ReadableStream<T> {
  return new ReadableStream<T>(
    {
      async pull(controller) {
        try {
          const { done, value } = await chunks.next()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          controller.error(error instanceof FaultError ? error.fault : error)
        }
      },
      async cancel() {
        await chunks.return(undefined)
      },
    },
    { highWaterMark: 1 },
  )
}
