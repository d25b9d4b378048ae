/** For readers fields are there to be read: what cannot be changed is not grey for them. */

import { makeStyles, tokens } from '@fluentui/react-components';

export const useReaderStyles = makeStyles({
  fields: { '--colorNeutralForegroundDisabled': tokens.colorNeutralForeground1 },
});
