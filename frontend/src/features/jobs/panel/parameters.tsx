// Values that the job was given, and what it logged as parameters.
import type { Job } from '../../../api/types';
import { Facts } from '../../../ui/facts';
import { Part } from './part';

export function Parameters({ job }: { job: Job }) {
  const given = Object.entries(job.inputs)
    .filter(([, input]) => input.value !== null && input.uri === null)
    .map(([name, input]) => ({ name, value: String(input.value), mono: true }));
  const logged = Object.entries(job.parameters).map(([name, value]) => ({
    name,
    value,
    mono: true,
  }));
  return (
    <>
      {given.length > 0 && (
        <Part title="Parameters">
          <Facts facts={given} />
        </Part>
      )}
      {logged.length > 0 && (
        <Part title="Logged parameters">
          <Facts facts={logged} />
        </Part>
      )}
    </>
  );
}
