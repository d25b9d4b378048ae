// Whether the command palette is open; the top bar, the keyboard and the palette share it.
import { createToggle } from '../../lib/toggle';

export const paletteState = createToggle();
