/** An icon as data: element name and attributes of each of its shapes, drawn on a 24 × 24 grid. */
export type IconShapes = readonly (readonly [string, Readonly<Record<string, string>>])[];
