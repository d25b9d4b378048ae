/** The list of drafts, and the ways to begin one. */

export function DraftsPage() {
  return <main />;
}

export default DraftsPage;
