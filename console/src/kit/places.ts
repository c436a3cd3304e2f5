/** @module Which rooms there are, for whoever leads to one that a console may be without. */
import { createContext, useContext } from "react";

export const PlacesContext = createContext<readonly string[]>([]);

export const useHasRoom = (path: string): boolean => useContext(PlacesContext).includes(path);
