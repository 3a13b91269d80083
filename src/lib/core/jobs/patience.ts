/** By how much a person may lengthen every wait for something silent. */
export const PATIENCE = [1, 2, 4] as const

/** How long to wait for what usually answers within `usual` (any unit): that, times what a person has said. */
export type Patient = (usual: number) => number

export const usualPatience: Patient = (usual) => usual
