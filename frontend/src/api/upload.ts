// Uploads with progress: fetch cannot report sent bytes, XMLHttpRequest can.
import { apiUrl, csrfToken } from './client';
import { offline, problemFrom } from './problem';

export type Progress = (sent: number, total: number) => void;

export function upload<T>(path: string, form: FormData, onProgress?: Progress): Promise<T> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open('POST', apiUrl(path));
    sending.setRequestHeader('X-CSRFToken', csrfToken());
    sending.setRequestHeader('Accept', 'application/json');
    sending.upload.onprogress = (event) => onProgress?.(event.loaded, event.total);
    sending.onerror = () => reject(offline());
    sending.onload = () => {
      if (sending.status < 200 || sending.status > 299) {
        reject(problemFrom(sending.status, sending.responseText));
        return;
      }
      const answer: T = JSON.parse(sending.responseText);
      resolve(answer);
    };
    sending.send(form);
  });
}
