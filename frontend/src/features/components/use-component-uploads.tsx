// Registers component files; says which components they became.
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { uploadComponent } from '../../api/catalog';
import { keys } from '../../api/keys';
import type { ComponentVersion } from '../../api/types';
import { useLinkStyles } from '../../ui/link-styles';
import { useUploads } from '../../ui/use-uploads';

function Registered({ file, components }: { file: string; components: ComponentVersion[] }) {
  const styles = useLinkStyles();
  return (
    <>
      {file} is registered:{' '}
      {components.map((each, index) => (
        <Fragment key={each.reference}>
          {index > 0 && ', '}
          <Link
            to="/components/$name"
            params={{ name: each.name }}
            search={{ version: each.version }}
            className={styles.inText}
          >
            {each.name}:{each.version}
          </Link>
        </Fragment>
      ))}
    </>
  );
}

export function useComponentUploads() {
  const client = useQueryClient();
  return useUploads(async (file, onProgress) => {
    const { components } = await uploadComponent(file, onProgress);
    void client.invalidateQueries({ queryKey: keys.allComponents });
    return <Registered file={file.name} components={components} />;
  });
}
