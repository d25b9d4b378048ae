/** JSON values as YAML text that people like to read; whatever is not plain is quoted as JSON. */

import type { Json } from './document';

const PLAIN = /^[A-Za-z_$./][\w$./ :()=+*%@,{}-]*$/;
const WORDS = /^(true|false|yes|no|on|off|null|y|n|\.inf|\.nan|~)$/i;

export function yamlText(value: Json): string {
  return `${block(value, '').trimStart()}\n`;
}

function block(value: Json, indent: string): string {
  if (Array.isArray(value)) return value.length === 0 ? ' []' : list(value, indent);
  if (typeof value === 'object' && value !== null) return mapping(value, indent);
  if (typeof value === 'string' && isLines(value)) return lines(value, indent);
  return ` ${scalar(value)}`;
}

function mapping(value: { [key: string]: Json }, indent: string): string {
  const entries = Object.entries(value);
  if (entries.length === 0) return ' {}';
  return entries
    .map(([key, one]) => `\n${indent}${scalar(key)}:${block(one, `${indent}  `)}`)
    .join('');
}

function list(value: readonly Json[], indent: string): string {
  return value
    .map((one) => {
      const text = block(one, `${indent}  `);
      return `\n${indent}-${text.startsWith('\n') ? ` ${text.trimStart()}` : text}`;
    })
    .join('');
}

/** Text of several lines as a block, where nothing in it needs an escape. */
function isLines(text: string): boolean {
  return /\n./.test(text) && !/^\s|[^\n\x20-\uD7FF\uE000-\uFFFD]|\s+\n|\n$/.test(text);
}

function lines(text: string, indent: string): string {
  return ` |-\n${text
    .split('\n')
    .map((line) => `${indent}${line}`)
    .join('\n')}`;
}

function scalar(value: Json): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const isPlain = PLAIN.test(value) && !WORDS.test(value) && !/: |:$| #|\s$|^\.?\d/.test(value);
  return isPlain ? value : JSON.stringify(value);
}
