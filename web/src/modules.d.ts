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

declare module 'code-list:tubes' {
  interface Tube {
    readonly zh_cn: string;
    readonly en: string;
    readonly use: string;
    readonly cap_colour: string;
  }
  const tubes: Readonly<Record<string, Tube>>;
  export default tubes;
}

declare module 'code-list:conditions' {
  interface Condition {
    readonly zh_cn: string;
    readonly en: string;
    readonly usual: string;
  }
  const conditions: Readonly<Record<string, Condition>>;
  export default conditions;
}

declare module 'code-list:reasons' {
  interface Reason {
    readonly zh_cn: string;
    readonly en: string;
    readonly use: string;
  }
  const reasons: Readonly<Record<string, Reason>>;
  export default reasons;
}

declare module 'code-list:consent_purposes' {
  interface Purpose {
    readonly zh_cn: string;
    readonly en: string;
    readonly core: string;
  }
  const purposes: Readonly<Record<string, Purpose>>;
  export default purposes;
}
