// What each role is called, and what it allows.
import type { Member } from '../../api/types';

type Role = Member['role'];

export const ROLES: readonly { value: Role; label: string; may: string }[] = [
  { value: 'reader', label: 'Reader', may: 'see everything, change nothing' },
  { value: 'contributor', label: 'Contributor', may: 'also create, change and run' },
  { value: 'owner', label: 'Owner', may: 'also decide about people, computes and settings' },
];

export function isRole(value: string): value is Role {
  return ROLES.some((role) => role.value === value);
}

export function roleWords(value: Role): string {
  return ROLES.find((role) => role.value === value)?.label ?? value;
}
