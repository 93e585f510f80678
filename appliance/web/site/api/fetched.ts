const waitsMs = [300, 1_500, 4_000];

/** A file of the site that is wanted later: asked for again when the network was away for a moment. */
export async function fetched<Part>(load: () => Promise<Part>): Promise<Part> {
  for (const waitMs of waitsMs) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
  return load();
}
