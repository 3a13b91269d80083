/** Shows `value` as the one chosen among the radios of `box`: what a person pressed stays only where the wish was taken. */
export function showChosen(box: HTMLInputElement, value: string): void {
  for (const one of document.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(box.name)}"]`))
    one.checked = one.value === value
}
