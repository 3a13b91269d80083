const LIST = /\.(?:csv|tsv|txt|m3u8?)$/i

/** Whether a file is a list by its name, or a text by its kind. */
export function isListFile({ name, type }: { name: string; type: string }): boolean {
  return LIST.test(name) || type === 'text/csv' || type === 'text/plain'
}
