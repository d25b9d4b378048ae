/** The files of a drop, those inside dropped folders too, each with its path as a chosen folder gives it. */
export async function droppedFiles(data: DataTransfer): Promise<File[]> {
  // Only now: the list is empty once the drop was answered.
  const entries = [...data.items].map((item) => item.webkitGetAsEntry());
  if (!entries.some((entry) => entry?.isDirectory)) return [...data.files];
  const found = await Promise.all(entries.map((entry) => (entry ? filesIn(entry) : [])));
  return found.flat();
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (isFile(entry)) return [withPath(await fileOf(entry), entry.fullPath)];
  if (!isFolder(entry)) return [];
  const reader = entry.createReader();
  const files: File[] = [];
  for (;;) {
    // A reader gives a hundred at a time, and nothing at its end.
    const some = await new Promise<FileSystemEntry[]>((done, fail) =>
      reader.readEntries(done, fail),
    );
    if (some.length === 0) return files;
    for (const inner of await Promise.all(some.map(filesIn))) files.push(...inner);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((done, fail) => entry.file(done, fail));
}

/** Browsers set the path of what was chosen, not of what was dropped. */
function withPath(file: File, path: string): File {
  const value = path.replace(/^\//, '');
  return value.includes('/') ? Object.defineProperty(file, 'webkitRelativePath', { value }) : file;
}
