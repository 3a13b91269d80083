/** The lock under which bytes may lie without a row: held together by those who bring or remove, alone by the sweep. */
export const UNOWNED_BYTES = 'sfa-unowned-bytes'
