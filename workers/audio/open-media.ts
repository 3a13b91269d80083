import { ALL_FORMATS, BlobSource, HLS, Input, Logging, LogLevel, type InputAudioTrack } from 'mediabunny'
import { sniff, SNIFF_BYTES } from '#lib/core/files/sniff.ts'

// What it has to say reaches us as errors and missing values.
Logging.level = LogLevel.Silent

/** A playlist names other files; a file from a disk is only itself. */
const FORMATS = ALL_FORMATS.filter((format) => format !== HLS)

export interface Media {
  input: Input
  track: InputAudioTrack
}

/**
 * mediabunny leaves out a last FLAC frame of fewer than 16 bytes and a last MPEG frame that was cut. Behind a
 * little
 * silence in bytes it finds both, as other decoders do.
 */
async function lengthened(blob: Blob): Promise<Blob> {
  const sniffed = sniff(new Uint8Array(await blob.slice(0, SNIFF_BYTES).arrayBuffer()))
  const isStream = sniffed.kind !== 'audio' || ['flac', 'mpeg', 'adts'].includes(sniffed.format)
  return isStream ? new Blob([blob, new Uint8Array(2048)]) : blob
}

/**
 * Opens a container with mediabunny; null when it is none that it knows, or holds no sound. Dispose `input`.
 */
export async function openMedia(blob: Blob): Promise<Media | null> {
  const input = new Input({
    formats: FORMATS,
    source: new BlobSource(await lengthened(blob), { handleUnhandledError: () => undefined }),
  })
  try {
    if (await input.canRead()) {
      const track = await input.getPrimaryAudioTrack()
      if (track) return { input, track }
    }
  } catch {
    // A damaged header: another reader may be more patient.
  }
  input.dispose()
  return null
}
