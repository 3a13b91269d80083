import { ALL_FORMATS, BlobSource, HLS, Input, Logging, LogLevel, type InputAudioTrack } from 'mediabunny'

// What it has to say reaches us as errors and missing values.
Logging.level = LogLevel.Silent

/** A playlist names other files; a file from a disk is only itself. */
const FORMATS = ALL_FORMATS.filter((format) => format !== HLS)

export interface Media {
  input: Input
  track: InputAudioTrack
}

/** Opens a container with mediabunny; null when it is none that it knows, or holds no sound. Dispose `input`. */
export async function openMedia(blob: Blob): Promise<Media | null> {
  const input = new Input({
    formats: FORMATS,
    source: new BlobSource(blob, { handleUnhandledError: () => undefined }),
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
