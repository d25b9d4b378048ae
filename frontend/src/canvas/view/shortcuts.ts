/** What the graph itself answers to (`keyboard.ts`, `pointer.ts`), for the list of shortcuts. */

interface Listed {
  keys: string;
  label: string;
  group: string;
}

const look = (keys: string, label: string): Listed => ({ keys, label, group: 'Graph' });

const LOOKING: readonly Listed[] = [
  look('c', 'Next connection of the focused node; with Shift the one before'),
  look('shift+f10|contextmenu', 'Menu of the focused node or the chosen connection'),
  look('enter', 'Open the focused node'),
  look('space', 'Select the focused node, beside the others'),
  look('escape', 'Select nothing'),
  look('home|end', 'First or last node'),
  look('pageup|pagedown', 'Node before or after'),
  look('shift+1', 'Fit the whole graph'),
  look('shift+0', 'Zoom to 100 %'),
  look('shift+2', 'Zoom to the selection'),
  look('plus|minus', 'Zoom in or out'),
  look('mod+wheel|pinch', 'Zoom to the pointer'),
  look('wheel|space+drag|middle+drag', 'Move the view'),
  look('shift+drag', 'Add to the selection'),
];

export const READING_KEYS: readonly Listed[] = [
  look('arrows', 'Walk along connections'),
  ...LOOKING,
];

export const EDITING_KEYS: readonly Listed[] = [
  look('arrows', 'Move what is selected'),
  look('shift+arrows', 'Move it by a pixel'),
  look('mod+arrows', 'Walk along connections'),
  ...LOOKING,
  look('a', 'Add at the focused node, or into the chosen connection'),
  look('alt+arrows', 'Make a focused note larger or smaller'),
  look('alt+drag', 'Drag a copy'),
  look('mod+drag', 'Drag without guides and grid'),
  look('doubleclick', 'Add a component or data there'),
];
