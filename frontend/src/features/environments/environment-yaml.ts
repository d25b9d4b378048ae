// The YAML of an environment that a form describes.
export interface EnvironmentForm {
  name: string;
  description: string;
  image: string;
  python: string;
  packages: string;
}

export const DEFAULT_IMAGE = 'pipeline-studio/python';

/** Text that YAML reads as itself. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

/** pip lines, one a line; without any the image is all that there is. */
export function environmentYaml(form: EnvironmentForm): string {
  const packages = form.packages.split('\n').map((line) => line.trim());
  const lines = [`name: ${quoted(form.name.trim())}`];
  if (form.description.trim()) lines.push(`description: ${quoted(form.description.trim())}`);
  lines.push(`image: ${quoted(form.image.trim() || DEFAULT_IMAGE)}`);
  const wanted = packages.filter(Boolean);
  if (wanted.length > 0 || form.python.trim()) {
    lines.push('conda_file:', '  dependencies:');
    if (form.python.trim()) lines.push(`    - ${quoted(`python=${form.python.trim()}`)}`);
    lines.push('    - pip');
    if (wanted.length > 0) {
      lines.push('    - pip:', ...wanted.map((line) => `        - ${quoted(line)}`));
    }
  }
  return `${lines.join('\n')}\n`;
}
