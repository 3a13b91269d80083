/// <reference types="vite/client" />

declare module '@ffmpeg/core' {
  interface Stream {
    node: object
  }
  interface StreamOps {
    open?(stream: Stream): void
    close?(stream: Stream): void
    write?(stream: Stream, buffer: Uint8Array | Int8Array, offset: number, length: number): number
    read?(stream: Stream, buffer: Uint8Array, offset: number, length: number): number
  }
  export interface FfmpegCore {
    FS: {
      filesystems: Record<string, unknown>
      mkdir(path: string): void
      mount(type: unknown, options: { blobs: { name: string; data: Blob }[] }, path: string): void
      makedev(major: number, minor: number): number
      registerDevice(device: number, ops: StreamOps): void
      mkdev(path: string, mode: number, device: number): void
    }
    ret: number
    setLogger(logger: (line: { type: string; message: string }) => void): void
    exec(...args: string[]): number
  }
  export default function createFFmpegCore(options: {
    wasmBinary?: ArrayBuffer
    mainScriptUrlOrBlob?: string
  }): Promise<FfmpegCore>
}

declare module '@ffmpeg/core/wasm?url' {
  const url: string
  export default url
}
