/**
 * One row of every table as each version of the database wrote it, `since` the version in which the table came. Frozen: these are
 * what may lie in a browser out there, so nothing here is built from today's types or helpers.
 */
export interface GoldenRow {
  table: string
  since: number
  key: string
  row: Record<string, unknown>
}

const TRACK = {
  ...{ id: 't1', sourceKey: 'sha256:t1', state: 'ready', fault: null },
  file: { name: 'tune.wav', bytes: 1_764_044, sha256: 't1', mime: 'audio/wav' },
  audio: { container: 'WAV', codec: 'pcm', sampleRate: 44_100, channels: 2, bitDepth: 16, bitrate: null },
  pcm: { frames: 441_000, mean: 0, std: 0.1, peak: 0.5 },
  ...{ durationS: 10, hasCover: false, addedAt: 1, edited: ['title'] },
  ...{ title: 'Tune', artist: 'Band', album: 'Disc', albumArtist: '', genre: '', year: 2001 },
  ...{ trackNumber: 3, discNumber: null },
}

const JOB = {
  ...{ id: 'j1', kind: 'prepare', wish: { kind: 'prepare', trackId: 't1' }, trackId: 't1', state: 'queued' },
  ...{ phase: 'waiting', fraction: 0, priority: 1, attempts: 0, maxAttempts: 3, claims: 2, lapses: 1 },
  ...{ runAfter: 0, lease: { owner: 'tab', until: 9, token: 2 }, dedupeKey: 'prepare:t1', dependsOn: [] },
  ...{ fault: null, createdAt: 5, startedAt: 6, endedAt: null, liveKey: 'prepare:t1' },
}

const SEPARATION = {
  ...{ id: 's1', trackId: 't1', modelId: 'htdemucs', modelHash: 'hash' },
  stems: ['drums', 'bass', 'other', 'vocals'],
  ...{ frames: 441_000, segments: 2, finished: [0], region: null, state: 'partial' },
  engine: { provider: 'wasm', threads: 2, device: 'none', precision: 'fp32', loadS: 1, segmentS: null },
  ...{ createdAt: 2, finishedAt: null },
}

const MODEL = {
  ...{ id: 'htdemucs', state: 'ready', parts: ['hash'], bytes: 4, totalBytes: 4, imported: [] },
  ...{ fault: null, changedAt: 3 },
}

const ANALYSIS = {
  ...{ id: 't1/mix', trackId: 't1', source: 'mix', separationId: null },
  analyzer: { name: 'essentia.js', version: 1, profile: 'default' },
  ...{ mode: 'quick', features: ['tempo'], createdAt: 4, tookS: 1, durationS: 10, sampleRate: 44_100 },
  ...{ samples: 441_000, tempo: null, key: null, energy: null, loudness: null, spectral: null, mfcc: null },
  ...{ chroma: null, structure: null, stems: [], voice: null },
}

const DOWNLOAD = {
  ...{ trackId: 't1', state: 'looking', quality: 'high', offers: [], pinned: null, chosen: null },
  ...{ transfer: null, refused: [], spentMs: 0, record: null, changedAt: 4 },
}

/** As version 9 wrote it. */
const RECIPE = {
  sources: [{ kind: 'stems' }, { kind: 'minus', stems: ['vocals'] }, { kind: 'mix', mix: null }],
  formats: ['flac24', 'mp3-320'],
  processing: {
    ...{ level: { kind: 'loudness', lufs: -14 }, levelOf: 'song', ceilingDbtp: -1, trim: null },
    ...{ fades: { inS: 0, outS: 1, shape: 'linear' }, rate: 'stored', dither: true, align: 'none' },
  },
  tags: { text: true, cover: true, music: true, replayGain: true, provenance: true },
  ...{ template: '{artist} - {title}', packing: 'zip', documents: ['midi'], bundles: [] },
}

export const GOLDEN_ROWS: readonly GoldenRow[] = [
  { table: 'tracks', since: 1, key: 't1', row: TRACK },
  { table: 'separations', since: 1, key: 's1', row: SEPARATION },
  { table: 'jobs', since: 1, key: 'j1', row: JOB },
  { table: 'models', since: 1, key: 'htdemucs', row: MODEL },
  {
    ...{ table: 'mixes', since: 1, key: 't1' },
    row: {
      trackId: 't1',
      lanes: { drums: { muted: true, solo: false, gain: -3, pan: 0.5 } },
      ...{ master: 0, loop: { start: 0, end: 44_100 } },
    },
  },
  { table: 'settings', since: 1, key: 'theme', row: { key: 'theme', value: 'dark' } },
  {
    ...{ table: 'auditEvents', since: 2, key: 'a1' },
    row: { id: 'a1', at: 7, act: 'tracks-removed', fields: { count: 2 } },
  },
  {
    ...{ table: 'hooks', since: 2, key: 'h1' },
    row: {
      ...{ id: 'h1', url: 'https://hooks.example.com/', events: ['job.failed'], secret: 'secret' },
      ...{ paused: false, createdAt: 8 },
    },
  },
  { table: 'analyses', since: 3, key: 't1/mix', row: ANALYSIS },
  {
    ...{ table: 'analysisEdits', since: 3, key: 't1' },
    row: {
      ...{ trackId: 't1', bpm: 120, factor: 1, shiftS: 0, downbeatS: null, beatsPerBar: null, key: null },
      changedAt: 5,
    },
  },
  {
    ...{ table: 'albums', since: 4, key: 'al1' },
    row: {
      ...{ id: 'al1', kind: 'album', sourceKey: 'spotify:album:1', link: null, title: 'Disc' },
      ...{ artist: 'Band', releaseDate: null, coverUrl: null, totalTracks: 9, addedAt: 3 },
    },
  },
  {
    ...{ table: 'albumTracks', since: 4, key: 'al1/t1' },
    row: { id: 'al1/t1', albumId: 'al1', trackId: 't1', position: 1 },
  },
  {
    ...{ table: 'batches', since: 4, key: 'b1' },
    row: { id: 'b1', name: 'Links', kind: 'links', trackIds: ['t1'], createdAt: 4 },
  },
  {
    ...{ table: 'breakers', since: 5, key: 'deezer' },
    row: {
      ...{ service: 'deezer', state: 'open', failures: 5, until: 9, since: 8, probe: null, fault: null },
      changedAt: 8,
    },
  },
  { table: 'downloads', since: 6, key: 't1', row: DOWNLOAD },
  {
    ...{ table: 'enrichmentTasks', since: 6, key: 'e1' },
    row: {
      ...{ id: 'e1', trackId: 't1', albumId: null, status: 'queued', createdAt: 1, updatedAt: 1 },
      ...{ errorMessage: null, result: null },
    },
  },
  { table: 'secrets', since: 6, key: 'spotify', row: { key: 'spotify', value: { sealed: 'x' } } },
  {
    ...{ table: 'trackFacts', since: 7, key: 't1' },
    row: {
      ...{ trackId: 't1', bpm: 120, bpmFrom: 'mix', key: null, keyFrom: null, lufs: -14, mode: 'quick' },
    },
  },
  {
    ...{ table: 'trash', since: 8, key: 'x1' },
    row: {
      ...{
        id: 'x1',
        at: 9,
        what: 'sound',
        songs: 1,
        titles: ['Tune'],
        bytes: 8,
        prefixes: ['track/t1/pcm/'],
      },
      removed: {
        ...{ tracks: [], separations: [], jobs: [], mixes: [], analyses: [], analysisEdits: [] },
        ...{ albumTracks: [], downloads: [], enrichmentTasks: [] },
      },
      sounds: [{ trackId: 't1', pcm: { frames: 441_000, mean: 0, std: 0.1, peak: 0.5 } }],
    },
  },
  {
    ...{ table: 'recipes', since: 9, key: 'preset/p1' },
    row: { id: 'preset/p1', name: 'Mine', recipe: RECIPE, changedAt: 9 },
  },
  {
    ...{ table: 'exports', since: 9, key: 'x1' },
    row: {
      ...{ id: 'x1', jobId: 'j9', name: 'Disc', trackIds: ['t1'], recipe: RECIPE, createdAt: 9, madeAt: 10 },
      ...{ savedAt: null, leftOut: [] },
    },
  },
  {
    ...{ table: 'exportFiles', since: 9, key: 'x1/00000' },
    row: {
      ...{ id: 'x1/00000', exportId: 'x1', trackId: 't1', path: 'Song.flac', state: 'made', fault: null },
      content: { kind: 'audio', source: { kind: 'original' }, format: 'flac24' },
      ...{ cacheId: 'c1', bytes: 9, sound: null, part: '' },
    },
  },
  {
    ...{ table: 'exportCache', since: 9, key: 'c1' },
    row: { id: 'c1', trackId: 't1', bytes: 9, mime: 'audio/flac', sound: null, createdAt: 9 },
  },
  {
    ...{ table: 'shares', since: 10, key: 'sh1' },
    row: {
      ...{ id: 'sh1', key: 'AAECAwQFBgcICQoLDA0OD5ze', title: 'Song', trackId: 't1', separationId: 's1' },
      ...{ modelId: null, stems: ['drums'], original: true, analysis: true, mix: false, from: 'Me' },
      ...{ expiresAt: 9, mostUses: 1, state: 'open', fault: null, manifest: { bytes: 5, sha256: 'ab' } },
      ...{ bytes: 7, sentBytes: 3, takers: ['someone'], createdAt: 8 },
    },
  },
  {
    ...{ table: 'receipts', since: 10, key: 'room' },
    row: {
      ...{ id: 'room', key: 'AAECAwQFBgcICQoLDA0OD5ze', taker: 'me', state: 'receiving', fault: null },
      ...{ from: 'You', title: 'Song', trackId: 't1', separationId: 's1', modelId: null },
      ...{ manifest: { bytes: 5, sha256: 'ab' }, bytes: 7, haveBytes: 3, limited: true },
      ...{ createdAt: 8, endedAt: null },
    },
  },
]
