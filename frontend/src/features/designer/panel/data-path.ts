/** What is looked for while someone types a path: the name in "azureml:name:version"; addresses name nothing. */
export function searchWords(path: string): string {
  if (path.includes('/')) return path.startsWith('azureml:') || path.includes(':') ? '' : path;
  const [head = '', name = ''] = path.split(/[:@]/);
  return head === 'azureml' ? name : head;
}
