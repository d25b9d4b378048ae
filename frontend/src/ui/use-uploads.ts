// The uploads of a page: each on its own, so that one refused file leaves the others alone.
import { type ReactNode, useRef, useState } from 'react';
import type { Progress } from '../api/upload';
import type { Upload } from './upload-list';

export function useUploads(send: (file: File, onProgress: Progress) => Promise<ReactNode>) {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const ids = useRef(0);
  const update = (id: number, change: Partial<Upload>) =>
    setUploads((before) => before.map((each) => (each.id === id ? { ...each, ...change } : each)));

  const start = (files: readonly File[]) => {
    for (const file of files) {
      ids.current += 1;
      const id = ids.current;
      const upload: Upload = {
        id,
        name: file.name,
        sent: 0,
        total: file.size,
        error: null,
        done: null,
      };
      setUploads((before) => [upload, ...before]);
      send(file, (sent, total) => update(id, { sent, total })).then(
        (done) => update(id, { done }),
        (error: unknown) => update(id, { error }),
      );
    }
  };
  const dismiss = (id: number) => setUploads((before) => before.filter((each) => each.id !== id));
  return { uploads, start, dismiss };
}
