// A link that looks like a button: it has an address, so it can be opened in a new tab.
import { Button, type ButtonProps } from '@fluentui/react-components';
import { createLink } from '@tanstack/react-router';
import { forwardRef } from 'react';

type AnchorProps = Pick<ButtonProps, 'appearance' | 'icon' | 'size'> & {
  children?: React.ReactNode;
  href?: string;
  className?: string;
};

const Anchor = forwardRef<HTMLAnchorElement, AnchorProps>((props, ref) => (
  <Button as="a" ref={ref} {...props} />
));

export const ButtonLink = createLink(Anchor);
