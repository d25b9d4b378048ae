/** Smaller than this, a note could not be taken hold of. */
export const LEAST_NOTE = { width: 96, height: 48 };
