// From the root pipeline down to the nested one that is shown.
import {
  Breadcrumb,
  BreadcrumbButton,
  BreadcrumbDivider,
  BreadcrumbItem,
} from '@fluentui/react-components';
import { Fragment } from 'react';

interface GraphCrumbsProps {
  /** Name of the root. */
  title: string;
  /** Keys of the pipelines gone into, joined by dots; empty for the root. */
  path: string;
  onGo: (path: string) => void;
}

export function GraphCrumbs({ title, path: given, onGo }: GraphCrumbsProps) {
  const path = given === '' ? [] : given.split('.');
  const levels = [
    { label: title, graph: '' },
    ...path.map((key, index) => ({ label: key, graph: path.slice(0, index + 1).join('.') })),
  ];
  return (
    <Breadcrumb size="small" aria-label="Nested pipelines">
      {levels.map((level, index) => {
        const here = index === levels.length - 1;
        return (
          <Fragment key={level.graph}>
            <BreadcrumbItem>
              <BreadcrumbButton current={here} onClick={() => onGo(level.graph)}>
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
