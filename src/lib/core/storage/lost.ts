/** What rows speak of and the browser has thrown away. */
export interface Lost {
  songs: number
  stems: number
  models: number
}
