// Where the page of a job shows a step: "train.fit" is node "fit" inside "train".
export function stepPlace(path: string): { graph?: string; node?: string } {
  const dot = path.lastIndexOf('.');
  if (dot < 0) return path ? { node: path } : {};
  return { graph: path.slice(0, dot), node: path.slice(dot + 1) };
}
