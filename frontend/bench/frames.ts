/** What the driver asks of the page: frame intervals while it moves the mouse, and where to point. */

export interface Point {
  x: number;
  y: number;
}

export interface Bench {
  /** Milliseconds from the data's arrival to the first frame that shows all of it. */
  firstPaint: Promise<number>;
  fit(): void;
  /** At 100 %, with a gap between two rows in the middle of the screen. */
  atFullSize(): void;
  /** A screen point on a node, and one on empty ground, at 100 %. */
  nodePoint(): Point;
  groundPoint(): Point;
  /** Gives 1,000 nodes another status; resolves when it is on the screen, in milliseconds. */
  statuses(round: number): Promise<number>;
  /** The same by events of a job, as the job page hears them: from their arrival to the screen. */
  events?(round: number): Promise<number>;
}

let intervals: number[] = [];
let last = 0;
let id = 0;

export const meter = {
  start(): void {
    intervals = [];
    last = 0;
    const step = (now: number) => {
      if (last > 0) intervals.push(now - last);
      last = now;
      id = requestAnimationFrame(step);
    };
    id = requestAnimationFrame(step);
  },
  stop(): number[] {
    cancelAnimationFrame(id);
    return intervals;
  },
};

/** After the frame that shows what was just changed. */
export function painted(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame((now) => resolve(now)));
  });
}

/** Frame by frame until something holds. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => requestAnimationFrame(resolve));
}
