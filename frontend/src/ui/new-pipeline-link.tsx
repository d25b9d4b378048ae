/** The way to a new pipeline, for those who may make one. */

import { AddRegular } from '@fluentui/react-icons';
import { useCanWrite } from '../api/session';
import { ButtonLink } from './button-link';

export function NewPipelineLink() {
  if (!useCanWrite()) return null;
  return (
    <ButtonLink to="/drafts/new" appearance="primary" icon={<AddRegular />}>
      New pipeline
    </ButtonLink>
  );
}
