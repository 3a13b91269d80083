type Body = ReadableStream<Uint8Array>

export interface Peeked {
  head: Uint8Array<ArrayBuffer>
  /** All of it, the head included. */
  body: Body
}

/** Reads on until there are `wanted(head)` bytes or no more, and gives them back in front of the rest. */
export async function peek(body: Body, wanted: (head: Uint8Array<ArrayBuffer>) => number): Promise<Peeked> {
  const reader = body.getReader()
  let head: Uint8Array<ArrayBuffer> = new Uint8Array(0)
  let over = false
  while (!over && head.byteLength < wanted(head)) {
    const { done, value } = await reader.read()
    if (done) over = true
    else head = joined(head, value)
  }
  return { head, body: again(head, reader, over) }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.byteLength + b.byteLength)
  both.set(a)
  both.set(b, a.byteLength)
  return both
}

function again(head: Uint8Array, reader: ReadableStreamDefaultReader<Uint8Array>, over: boolean): Body {
  let sent = false
  return new ReadableStream({
    async pull(controller) {
      if (!sent && head.byteLength > 0) {
        sent = true
        return controller.enqueue(head)
      }
      if (over) return controller.close()
      try {
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      } catch (error) {
        controller.error(error)
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
}
