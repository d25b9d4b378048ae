import { afterEach, describe, expect, it, vi } from 'vitest';
import { apiUrl, onSignedOut, ProblemError, request } from './client';
import { rememberWorkspace } from './workspace';

function answer(status: number, body: unknown): Response {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Response(status === 204 ? null : text, { status });
}

function serve(response: Response | Error) {
  const served = vi.fn<typeof fetch>(() =>
    response instanceof Error ? Promise.reject(response) : Promise.resolve(response),
  );
  vi.stubGlobal('fetch', served);
  return served;
}

async function problemOf(promise: Promise<unknown>): Promise<ProblemError> {
  const error: unknown = await promise.catch((caught: unknown) => caught);
  if (error instanceof ProblemError) return error;
  throw new Error('expected a ProblemError');
}

afterEach(() => vi.unstubAllGlobals());

describe('apiUrl', () => {
  it('lies in the workspace unless it begins with a slash', () => {
    rememberWorkspace('lab');
    expect(apiUrl('jobs', { status: 'Failed', search: '', draft: undefined })).toBe(
      '/api/workspaces/lab/jobs?status=Failed',
    );
    expect(apiUrl('/api/session')).toBe('/api/session');
  });
});

describe('request', () => {
  it('sends the CSRF token with what changes something', async () => {
    // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no cookie store.
    document.cookie = 'csrftoken=abc';
    const served = serve(answer(200, { ok: true }));
    await request('POST', 'drafts', { name: 'x' });
    expect(served.mock.calls[0]?.[1]).toMatchObject({
      method: 'POST',
      headers: { 'X-CSRFToken': 'abc', 'Content-Type': 'application/json' },
    });
  });

  it('answers with nothing where there is nothing', async () => {
    serve(answer(204, ''));
    expect(await request('DELETE', 'drafts/1')).toBeUndefined();
  });

  it('turns a problem document into an error that keeps all of it', async () => {
    serve(answer(422, { code: 'invalid-pipeline', message: 'No.', hint: 'Do.', diagnostics: [] }));
    expect(await problemOf(request('POST', 'jobs'))).toMatchObject({
      status: 422,
      code: 'invalid-pipeline',
      message: 'No.',
      hint: 'Do.',
    });
  });

  it('makes sense of an answer that is no problem document', async () => {
    serve(answer(502, '<html>Bad gateway</html>'));
    expect((await problemOf(request('GET', 'jobs'))).code).toBe('http-502');
  });

  it('says so when nobody answers', async () => {
    serve(new TypeError('fetch failed'));
    expect(await problemOf(request('GET', 'jobs'))).toMatchObject({ code: 'studio-unreachable' });
  });

  it('tells the shell when the session is over', async () => {
    serve(answer(401, { code: 'unauthenticated', message: 'Sign in.' }));
    const heard = vi.fn();
    const stop = onSignedOut(heard);
    await problemOf(request('GET', 'jobs'));
    stop();
    expect(heard).toHaveBeenCalledTimes(1);
  });
});
