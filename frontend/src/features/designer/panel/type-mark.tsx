/** The shape and colour of a port type, beside its name. */

import { portLook } from '../../../canvas/core/port-shape';

export function TypeMark({ type }: { type: string }) {
  const look = portLook(type);
  return (
    <svg viewBox="-8 -8 16 16" width="14" height="14" aria-hidden style={{ flexShrink: 0 }}>
      <path d={look.path} fill={`light-dark(${look.light}, ${look.dark})`} />
    </svg>
  );
}
