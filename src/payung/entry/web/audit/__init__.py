"""For auditors: from a payment to the row of a village and back, the tests of an audit, samples, the trail of acts."""
