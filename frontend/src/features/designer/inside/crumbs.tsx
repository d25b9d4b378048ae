/** From the pipeline down to the nested one on the canvas, and what can be done with that. */

import {
  Breadcrumb,
  BreadcrumbButton,
  BreadcrumbDivider,
  BreadcrumbItem,
  Button,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { EditRegular, GroupDismissRegular, LockClosedRegular } from '@fluentui/react-icons';
import { Fragment } from 'react';
import { toast } from '../../../ui/toast';
import { type Designer, useValue } from '../data/session';
import { editCopy, ungroupStep } from './group-actions';
import type { Inside } from './use-inside';

const useStyles = makeStyles({
  bar: {
    position: 'absolute',
    top: '8px',
    left: '8px',
    right: '8px',
    zIndex: 1,
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    width: 'fit-content',
    maxWidth: 'calc(100% - 16px)',
    padding: '2px 8px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
  },
  locked: {
    display: 'flex',
    alignItems: 'center',
    gap: '4px',
    color: tokens.colorNeutralForeground3,
  },
});

export function Crumbs({ inside, root }: { inside: Inside; root: Designer }) {
  const styles = useStyles();
  const { levels, go } = inside;
  const name = useValue(root.name);
  const last = levels.at(-1);
  if (!last) return null;
  const path = levels.map((one) => one.key);
  const parts = [
    { title: name, path: [] as string[] },
    ...levels.map((one, i) => ({ title: one.title, path: path.slice(0, i + 1) })),
  ];
  const outer = levels.at(-2);
  const around: Designer = outer ? onStore(root, outer.store) : root;
  const isOurs = levels.slice(0, -1).every((one) => one.reference === null);
  const canChange = root.canWrite && isOurs && last.reference !== null;
  return (
    <div className={styles.bar}>
      <Breadcrumb size="small" aria-label="Nested pipelines">
        {parts.map((part, i) => (
          <Fragment key={part.path.join('.')}>
            <BreadcrumbItem>
              <BreadcrumbButton current={i === parts.length - 1} onClick={() => go(part.path)}>
                {part.title}
              </BreadcrumbButton>
            </BreadcrumbItem>
            {i < parts.length - 1 && <BreadcrumbDivider />}
          </Fragment>
        ))}
      </Breadcrumb>
      {last.reference !== null && (
        <Text size={200} className={styles.locked}>
          <LockClosedRegular aria-hidden /> {last.reference.replace(/^azureml:/, '')}, read only
        </Text>
      )}
      {canChange && (
        <>
          <Button
            size="small"
            icon={<EditRegular />}
            onClick={() => void editCopy(around, last.key)}
          >
            Edit a copy here
          </Button>
          <Button
            size="small"
            icon={<GroupDismissRegular />}
            onClick={() => {
              go(path.slice(0, -1));
              void ungroupStep(around, last.key);
            }}
          >
            Ungroup
          </Button>
        </>
      )}
    </div>
  );
}

/** The designer of the level around: what its actions need is the store. */
function onStore(root: Designer, store: Designer['store']): Designer {
  const run: Designer['run'] = (command) => {
    const reason = store.dispatch(command);
    if (reason !== null) toast({ intent: 'warning', title: 'Not possible', body: reason });
    return reason === null;
  };
  return { ...root, store, run };
}
