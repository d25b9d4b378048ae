/** The YAML editor for pages that must not load it before somebody wants it. */

import { Skeleton, SkeletonItem } from '@fluentui/react-components';
import { lazy, Suspense } from 'react';
import type { YamlEditorProps } from './yaml-editor';

const Editor = lazy(() => import('./yaml-editor'));

export function LazyYamlEditor(props: YamlEditorProps) {
  return (
    <Suspense
      fallback={
        <Skeleton aria-label="Loading the editor">
          <SkeletonItem style={{ height: 240 }} />
        </Skeleton>
      }
    >
      <Editor {...props} />
    </Suspense>
  );
}
