/** What Meta's README says of the weights; the code around them is MIT. */
export const META_WEIGHTS = {
  name: 'Personal and research use',
  summary:
    'The weights were trained and published by Meta for personal and research use. They are not covered by the MIT licence of the Demucs code.',
  url: 'https://github.com/facebookresearch/demucs#license',
}
