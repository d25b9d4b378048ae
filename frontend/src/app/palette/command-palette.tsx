// Go to anything by name, or run an action, from anywhere.
export function CommandPalette() {
  return null;
}
