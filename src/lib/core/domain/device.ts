/** What the browser tells of the device; null where it does not tell. */
export interface DeviceFacts {
  /** Whether anything outside can be reached. */
  online: boolean
  /** Whether this site's own server can be: also without a network when it runs on this very device. */
  siteReachable: boolean
  /** Whether the network costs by the byte, or a person asked for data to be saved. */
  metered: boolean | null
  charging: boolean | null
}

export const ANY_DEVICE: DeviceFacts = { online: true, siteReachable: true, metered: null, charging: null }
