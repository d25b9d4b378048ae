// Whether the list of shortcuts is open.
import { createToggle } from '../lib/toggle';

export const shortcutsState = createToggle();
