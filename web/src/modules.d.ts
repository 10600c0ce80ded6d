declare module 'lucide:*' {
  const shapes: import('./elements/icon_shapes').IconShapes;
  export default shapes;
}

declare module 'code-list:materials' {
  const names: Readonly<Record<string, readonly [string, string]>>;
  export default names;
}
