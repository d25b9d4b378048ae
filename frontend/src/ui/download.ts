/** Something made in the page, saved as a file. */

export function download(name: string, ending: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = `${name.replace(/[^\p{L}\p{N}.-]+/gu, '_') || 'pipeline'}.${ending}`;
  link.click();
  URL.revokeObjectURL(link.href);
}
