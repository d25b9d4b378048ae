import { describe, expect, it } from 'vitest';
import { environmentYaml } from './environment-yaml';

const BLANK = { name: 'tools', description: '', image: '', python: '', packages: '' };

describe('environmentYaml', () => {
  it('is an image alone where nothing else is asked for', () => {
    expect(environmentYaml(BLANK)).toBe('name: "tools"\nimage: "pipeline-studio/python"\n');
  });

  it('lists packages as pip lines, and quotes what people typed', () => {
    const form = { ...BLANK, python: '3.11', packages: 'pandas==1.5.3\n\n # "x": y' };
    expect(environmentYaml(form)).toBe(
      [
        'name: "tools"',
        'image: "pipeline-studio/python"',
        'conda_file:',
        '  dependencies:',
        '    - "python=3.11"',
        '    - pip',
        '    - pip:',
        '        - "pandas==1.5.3"',
        '        - "# \\"x\\": y"',
        '',
      ].join('\n'),
    );
  });
});
