// From the root pipeline down to the nested one that is shown.
import {
  Breadcrumb,
  BreadcrumbButton,
  BreadcrumbDivider,
  BreadcrumbItem,
} from '@fluentui/react-components';
import { Fragment } from 'react';
import type { JobView } from './use-job-view';

export function GraphCrumbs({ view }: { view: JobView }) {
  const path = view.search.graph?.split('.') ?? [];
  const levels = [
    { label: view.root.display_name || view.root.name, graph: '' },
    ...path.map((key, index) => ({ label: key, graph: path.slice(0, index + 1).join('.') })),
  ];
  return (
    <Breadcrumb size="small" aria-label="Nested pipelines">
      {levels.map((level, index) => {
        const here = index === levels.length - 1;
        return (
          <Fragment key={level.graph}>
            <BreadcrumbItem>
              <BreadcrumbButton
                current={here}
                onClick={() => view.go(level.graph ? { graph: level.graph } : {})}
              >
                {level.label}
              </BreadcrumbButton>
            </BreadcrumbItem>
            {!here && <BreadcrumbDivider />}
          </Fragment>
        );
      })}
    </Breadcrumb>
  );
}
