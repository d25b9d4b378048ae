/** The designer: one draft on the canvas. */

export function DesignerPage() {
  return <main />;
}

export default DesignerPage;
