/** Each port type has a shape of its own, so that colour is never the only difference. */

export interface PortLook {
  /** SVG path in a square from -6 to 6. */
  path: string;
  light: string;
  dark: string;
  word: string;
}

const CIRCLE = 'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z';
const SQUARE = 'M-4.5 -4.5H4.5V4.5H-4.5Z';
const FOLDER = 'M-5.5 -4H-1L1 -2H5.5V4.5H-5.5Z';
const DIAMOND = 'M0 -6L6 0L0 6L-6 0Z';
const HEXAGON = 'M-3 -5.2H3L6 0L3 5.2H-3L-6 0Z';
const TRIANGLE = 'M0 -5.5L6 5H-6Z';
const DOWN = 'M-6 -5H6L0 5.5Z';
const ARROW = 'M-4 -5.5L6 0L-4 5.5Z';
const PENTAGON = 'M0 -6L5.7 -1.8L3.5 5H-3.5L-5.7 -1.8Z';

const LOOKS: Readonly<Record<string, PortLook>> = {
  uri_file: { path: SQUARE, light: '#0f6cbd', dark: '#62abf5', word: 'file' },
  uri_folder: { path: FOLDER, light: '#8a5a00', dark: '#efb54e', word: 'folder' },
  mltable: { path: DIAMOND, light: '#0b6a0b', dark: '#5ec75a', word: 'table' },
  mlflow_model: { path: HEXAGON, light: '#8b1fa9', dark: '#d6a0e6', word: 'MLflow model' },
  custom_model: { path: TRIANGLE, light: '#a4262c', dark: '#f1868c', word: 'custom model' },
  triton_model: { path: DOWN, light: '#b4009e', dark: '#f78fe3', word: 'Triton model' },
  /** Not data: the steps that a node of control flow runs. */
  steps: { path: ARROW, light: '#5b5fc7', dark: '#9299f7', word: 'steps' },
  path: { path: PENTAGON, light: '#03787c', dark: '#58d3db', word: 'path' },
};

const VALUE: PortLook = { path: CIRCLE, light: '#5c5c5c', dark: '#bdbdbd', word: 'value' };

export function portLook(type: string): PortLook {
  return LOOKS[type] ?? VALUE;
}
