declare module 'lucide:*' {
  const shapes: import('./elements/icon_shapes').IconShapes;
  export default shapes;
}

declare module 'code-list:materials' {
  interface Material {
    readonly zh_cn: string;
    readonly en: string;
    readonly letters: string;
    readonly shape: string;
  }
  const materials: Readonly<Record<string, Material>>;
  export default materials;
}
