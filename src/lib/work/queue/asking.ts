export interface Asking {
  now: number
  newId(): string
  /** What is asked for in one go. */
  batchId?: string | null
}
