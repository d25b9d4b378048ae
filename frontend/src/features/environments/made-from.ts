// In a few words: what an environment is made from.
export function madeFrom(spec: Record<string, unknown>): string {
  if (typeof spec.image === 'string') return spec.image;
  if (spec.conda_file) return 'Packages from a conda file';
  if (spec.build) return 'Built from a Dockerfile';
  return '';
}
