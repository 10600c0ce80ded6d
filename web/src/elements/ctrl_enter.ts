/** `use:ctrl_enter={save}` on a form: Ctrl and Enter save it from any of its fields. */
export function ctrl_enter(form: HTMLFormElement, save: () => void): { destroy: () => void } {
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.ctrlKey && !event.isComposing && event.keyCode !== 229) save();
  };
  form.addEventListener('keydown', press);
  return { destroy: () => form.removeEventListener('keydown', press) };
}
