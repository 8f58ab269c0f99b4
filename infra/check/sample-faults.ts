/** Chooses the sample; it is not a parameter. */
const NOT_A_PARAMETER = ['GO_LIVE_ENVIRONMENT'];

/** Variables that the pipelines pass but a sample does not read, so that setting one silently has no effect. */
export function sampleFaults(samples: Record<string, string>, pipelines: string[]): string[] {
  const passed = new Set(
    pipelines.flatMap((text) => text.match(/^\s+GO_LIVE_\w+(?=:)/gm) ?? []).map((name) => name.trim()),
  );
  return Object.entries(samples).flatMap(([sample, text]) =>
    [...passed]
      .filter((name) => !NOT_A_PARAMETER.includes(name) && !text.includes(`'${name}'`))
      .map((name) => `${sample}.bicepparam does not read ${name}, which the pipelines pass.`),
  );
}
